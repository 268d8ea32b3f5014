import { ApiError } from "@tts/api";
import i18next from "i18next";
import { beforeAll, expect, test } from "vitest";

import { chooseLanguage, startI18n } from "../i18n";

import { errorText, fieldTexts } from "./text";

const refused = new ApiError({
  status: 422,
  code: "invalid",
  title: "invalid",
  detail: "The request has wrong or missing fields.",
  request_id: "id-1",
  errors: [
    { field: "password", message: "Write at least 10 characters." },
    { field: "full_name", message: "Fill this in." },
  ],
});

beforeAll(async () => {
  const none = () => Promise.resolve({ default: {} });
  await startI18n({ en: none, de: none });
  await chooseLanguage("de");
});

test("each field is told what is wrong with it", () => {
  expect(fieldTexts(refused)).toEqual({
    password: "Schreibe mindestens 10 Zeichen.",
    full_name: "Fülle das aus.",
  });
});

test("where no field can be told, the message says what is wrong with all of them", () => {
  const { message } = errorText(refused, i18next.getFixedT("de"));
  expect(message).toContain("Schreibe mindestens 10 Zeichen. Fülle das aus.");
  expect(message).toContain("id-1");
});
