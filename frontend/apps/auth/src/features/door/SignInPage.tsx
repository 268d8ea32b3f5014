import { Alert, Anchor, Button, Center, Loader, PasswordInput, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { Link, getRouteApi, useNavigate } from "@tanstack/react-router";
import { ApiError, adopt, startSession } from "@tts/api";
import { errorText, nextUrl, useAsync, useSession } from "@tts/ui";
import { useCallback, useEffect } from "react";
import { useTranslation } from "react-i18next";

import { DoorPage } from "../../layout/DoorPage";
import { EmailInput } from "../../shared/EmailInput";

import { signIn } from "./api";

const route = getRouteApi("/sign-in");

/** Asks who one is, unless one is signed in already. */
export function SignInPage() {
  const { next } = route.useSearch();
  const session = useSession();
  const starting = useAsync(startSession);
  const goOn = useGoOn(next);
  const isSignedIn = session.state === "signed-in";
  useEffect(() => {
    if (isSignedIn) goOn();
  }, [isSignedIn, goOn]);
  if (isSignedIn || (session.state === "starting" && !starting.error)) {
    return (
      <Center h="50dvh">
        <Loader />
      </Center>
    );
  }
  return <SignInForm />;
}

function SignInForm() {
  const { t } = useTranslation();
  const { email } = route.useSearch();
  const form = useForm({ initialValues: { email: email ?? "", password: "" } });
  const command = useMutation({
    mutationFn: signIn,
    onSuccess: ({ account }) => {
      adopt(account);
    },
  });
  return (
    <DoorPage
      title={t("signIn.title")}
      below={
        <>
          <Anchor component={Link} to="/forgot-password">
            {t("signIn.forgot")}
          </Anchor>
          <Anchor component={Link} to="/register">
            {t("signIn.register")}
          </Anchor>
        </>
      }
    >
      <form
        onSubmit={form.onSubmit((values) => {
          command.mutate(values);
        })}
      >
        <Stack>
          {command.error && <Refused error={command.error} />}
          <EmailInput {...form.getInputProps("email")} />
          <PasswordInput
            label={t("fields.password")}
            autoComplete="current-password"
            required
            {...form.getInputProps("password")}
          />
          <Button type="submit" loading={command.isPending}>
            {t("signIn.submit")}
          </Button>
        </Stack>
      </form>
    </DoorPage>
  );
}

/** Back to where one came from, else to the choice of apps; *Back* does not lead here again. */
function useGoOn(next: string | undefined) {
  const navigate = useNavigate();
  return useCallback(() => {
    const url = nextUrl(next);
    if (url) location.replace(url);
    else void navigate({ to: "/", replace: true });
  }, [next, navigate]);
}

function Refused({ error }: { error: Error }) {
  const { t } = useTranslation();
  const wrong = error instanceof ApiError && error.status === 401;
  const { title, message } = errorText(error, t);
  return (
    <Alert role="alert" color="red" title={wrong ? t("signIn.wrong") : title}>
      {wrong ? t("signIn.wrongExplained") : message}
    </Alert>
  );
}
