/** A refusal as the services tell it (RFC 9457). */
export type Problem = {
  status: number;
  code: string;
  title: string;
  detail: string;
  request_id: string;
  errors?: { field: string; message: string }[];
  /** What a submitted draft became. */
  ticket?: string;
};

/** What every failed request throws; `problem` says why, `code` is stable. */
export class ApiError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.name = "ApiError";
    this.problem = problem;
  }

  get code(): string {
    return this.problem.code;
  }

  get status(): number {
    return this.problem.status;
  }

  /** Whether the same request may succeed a little later. */
  get isPassing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** The error of a request that got no answer. */
export function unreachable(): ApiError {
  return new ApiError({
    status: 0,
    code: "unreachable",
    title: "unreachable",
    detail: "The server cannot be reached.",
    request_id: "",
  });
}

/** The error of an answer, whatever its body is. */
export function errorOf(response: Response, body: unknown): ApiError {
  if (typeof body === "object" && body !== null && "code" in body && "status" in body) {
    return new ApiError(body as Problem);
  }
  return new ApiError({
    status: response.status,
    code: "unexpected_answer",
    title: response.statusText,
    detail: `The server answered ${String(response.status)}.`,
    request_id: response.headers.get("X-Request-ID") ?? "",
  });
}
