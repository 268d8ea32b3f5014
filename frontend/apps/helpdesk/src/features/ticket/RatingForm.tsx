import { Button, Chip, Group, Rating, Stack, Text, Textarea } from "@mantine/core";
import { Surface } from "@tts/ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Ticket } from "../../shared/api";

import { rate } from "./api";
import { useAct } from "./useAct";

/** Kept in English, whatever the reader's language, so that reports count them together. */
const TAGS = {
  good: ["Quick", "Friendly", "Well explained", "Solved for good"],
  bad: ["Took too long", "Not solved", "Hard to reach", "Badly explained"],
};
const GOOD = 4;

type Props = { ticket: Ticket; onWrite: (isWriting: boolean) => void };

/** How it went: stars, what one would say of it, and a word. */
export function RatingForm({ ticket, onWrite }: Props) {
  const { t } = useTranslation();
  const [rating, setRating] = useState(0);
  const [tags, setTags] = useState<string[]>([]);
  const [comment, setComment] = useState("");
  const command = useAct(
    ticket,
    () => rate(ticket, { rating, tags, comment: comment.trim() || null }),
    {
      said: t("ticket.done.csat"),
      onDone: () => {
        onWrite(false);
      },
    },
  );
  return (
    <Surface title={t("rating.title")}>
      <Stack gap="sm" align="start">
        <Text size="sm">{t("rating.text")}</Text>
        <Group gap="sm">
          <Rating
            size="xl"
            value={rating}
            onChange={(stars) => {
              setRating(stars);
              setTags([]);
            }}
            getSymbolLabel={(stars) => t("rating.stars", { count: stars })}
          />
          <Text size="sm" role="status">
            {rating > 0 && t(`rating.meaning.${String(rating)}`)}
          </Text>
        </Group>
        {rating > 0 && (
          <>
            <Chip.Group multiple value={tags} onChange={setTags}>
              <Group gap="xs" role="group" aria-label={t("rating.tagsLabel")}>
                {TAGS[rating >= GOOD ? "good" : "bad"].map((tag) => (
                  <Chip key={tag} value={tag} size="sm">
                    {t(`rating.tags.${tag}`)}
                  </Chip>
                ))}
              </Group>
            </Chip.Group>
            <Textarea
              w="100%"
              maw="36rem"
              label={t("rating.comment")}
              autosize
              minRows={2}
              maxLength={2_000}
              value={comment}
              onChange={(event) => {
                setComment(event.currentTarget.value);
                onWrite(event.currentTarget.value.trim() !== "");
              }}
            />
            <Button
              loading={command.isPending}
              onClick={() => {
                command.mutate();
              }}
            >
              {t("rating.send")}
            </Button>
          </>
        )}
      </Stack>
    </Surface>
  );
}
