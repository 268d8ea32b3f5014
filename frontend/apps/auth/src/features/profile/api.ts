import { infiniteQueryOptions } from "@tanstack/react-query";
import { type Account, type Schemas, auth, ifMatch, ok } from "@tts/api";

export type Device = Schemas.Auth["SessionDetail"];

/** Where one is signed in. */
export const devices = infiniteQueryOptions({
  queryKey: ["auth", "devices"],
  queryFn: ({ pageParam, signal }) =>
    ok(auth.GET("/sessions", { params: { query: { limit: 20, cursor: pageParam } }, signal })),
  initialPageParam: null as string | null,
  getNextPageParam: (last) => last.next_cursor,
});

export const endDevice = (id: string) =>
  ok(auth.DELETE("/sessions/{session_id}", { params: { path: { session_id: id } } }));

export const changeProfile = (account: Account, body: Schemas.Auth["OwnChange"]) =>
  ok(auth.PATCH("/me", { params: { header: ifMatch(account.revision) }, body }));

export const changePassword = (body: Schemas.Auth["ChangePassword"]) =>
  ok(auth.POST("/me/password", { body }));
