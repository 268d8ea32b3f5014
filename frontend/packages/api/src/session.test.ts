import { beforeEach, expect, test, vi } from "vitest";

type Module = typeof import("./session");

const ACCOUNT = { id: "1", full_name: "Elena" };
const SECOND = 1000;

let session: Module;
let answers: ((request: Request) => Response)[];
let asked: string[];

/** The services' side: each request is answered by the next of `answers`. */
beforeEach(async () => {
  answers = [];
  asked = [];
  forget();
  vi.stubGlobal("fetch", (request: Request) => {
    asked.push(`${request.method} ${new URL(request.url).pathname}`);
    const answer = answers.shift();
    if (!answer) throw new TypeError("no more answers");
    return Promise.resolve(answer(request));
  });
  vi.resetModules();
  session = await import("./session");
});

/** As auth does at a sign-in or a refresh; any other origin of ours may do it too. */
function tokenFor(seconds: number) {
  const end = Math.floor(Date.now() / SECOND) + seconds;
  document.cookie = `session_expires=${String(end)}; path=/`;
}

function forget() {
  document.cookie = "session_expires=; path=/; max-age=0";
}

const json = (body: unknown, status = 200) => Response.json(body, { status });
const refreshed = () => {
  tokenFor(300);
  return json({ account: ACCOUNT, expires_at: "" });
};
const over = () => {
  forget();
  return json({ status: 401, code: "sign_in_over" }, 401);
};

test("without the cookie nobody is signed in, and nothing is asked", async () => {
  await session.startSession();
  expect(session.getSession()).toEqual({ state: "signed-out", account: null });
  expect(asked).toEqual([]);
});

test("with the cookie the account is fetched", async () => {
  tokenFor(300);
  answers = [() => json(ACCOUNT)];
  await session.startSession();
  expect(session.getSession()).toEqual({ state: "signed-in", account: ACCOUNT });
});

test("a token about to end is refreshed before the request", async () => {
  tokenFor(10);
  answers = [refreshed, () => json([])];
  await session.sessionFetch(new Request("http://localhost/a"));
  expect(asked).toEqual(["POST /auth/refresh", "GET /a"]);
});

test("requests at the same time share one refresh", async () => {
  tokenFor(10);
  answers = [refreshed, () => json([]), () => json([])];
  const request = () => session.sessionFetch(new Request("http://localhost/a"));
  await Promise.all([request(), request()]);
  expect(asked).toEqual(["POST /auth/refresh", "GET /a", "GET /a"]);
});

test("a 401 is refreshed once and the request is sent again with its body", async () => {
  tokenFor(300);
  const bodies: Promise<string>[] = [];
  const keep = (answer: Response) => (request: Request) => {
    bodies.push(request.text());
    return answer;
  };
  answers = [keep(json({}, 401)), refreshed, keep(json({}))];
  const request = new Request("http://localhost/a", { method: "POST", body: "typed" });
  const answer = await session.sessionFetch(request);
  expect(answer.status).toBe(200);
  expect(await Promise.all(bodies)).toEqual(["typed", "typed"]);
});

test("what another tab has refreshed is not refreshed again", async () => {
  tokenFor(100);
  const seen = session.tokenEnd();
  tokenFor(300);
  expect(await session.refresh(seen)).toBe(true);
  expect(asked).toEqual([]);
});

test("a refused refresh ends the session and keeps who it was", async () => {
  tokenFor(300);
  answers = [() => json(ACCOUNT), () => json({}, 401), over];
  await session.startSession();
  const answer = await session.sessionFetch(new Request("http://localhost/a"));
  expect(answer.status).toBe(401);
  expect(session.getSession()).toEqual({ state: "signed-out", account: ACCOUNT });
});

test("a refresh that fails for another reason ends nothing", async () => {
  tokenFor(300);
  answers = [() => json(ACCOUNT), () => json({}, 401), () => json({}, 503)];
  await session.startSession();
  await expect(session.sessionFetch(new Request("http://localhost/a"))).rejects.toThrow("503");
  expect(session.getSession().state).toBe("signed-in");
});

test("a sign-out in another tab or app is noticed", async () => {
  tokenFor(300);
  answers = [() => json(ACCOUNT)];
  await session.startSession();
  forget();
  await session.watchSession();
  expect(session.getSession()).toEqual({ state: "signed-out", account: ACCOUNT });
});

test("a sign-in in another tab or app is noticed", async () => {
  await session.startSession();
  tokenFor(300);
  answers = [() => json(ACCOUNT)];
  await session.watchSession();
  expect(session.getSession().state).toBe("signed-in");
});

test("no answer is an error of its own", async () => {
  tokenFor(300);
  await expect(session.sessionFetch(new Request("http://localhost/a"))).rejects.toMatchObject({
    code: "unreachable",
  });
});
