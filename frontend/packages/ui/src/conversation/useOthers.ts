import type { Frame, Schemas } from "@tts/api";
import { useEffect, useState } from "react";

type Person = Schemas.Messaging["Person"];

/** Whoever types says so again within this time. */
const LASTS_MS = 6_000;

/** Who else has the ticket open and who of them is writing, as the socket tells it. */
export function useOthers(me: string) {
  const [here, setHere] = useState<Person[]>([]);
  const [typing, setTyping] = useState<(Person & { until: number })[]>([]);
  const stopped = (id: string) => {
    setTyping((before) => before.filter((person) => person.id !== id));
  };
  useEffect(() => {
    if (typing.length === 0) return;
    const next = Math.min(...typing.map(({ until }) => until));
    const timer = setTimeout(() => {
      setTyping((before) => before.filter(({ until }) => until > next));
    }, next - Date.now());
    return () => {
      clearTimeout(timer);
    };
  }, [typing]);
  const onFrame = ({ type, data }: Frame) => {
    if (type === "presence_update") {
      setHere((data.users as Person[]).filter(({ id }) => id !== me));
    }
    if (type === "typing_indicator") {
      const person = data.user as Person;
      stopped(person.id);
      if (data.typing === true && person.id !== me) {
        setTyping((before) => [...before, { ...person, until: Date.now() + LASTS_MS }]);
      }
    }
  };
  return { here, typing, onFrame, stopped };
}
