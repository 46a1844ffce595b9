/** A failure the box has explained (RFC 9457), or one we explain ourselves when it could not be asked. */
export interface Problem {
  /** Names the kind of failure; empty where the box has not explained it. */
  readonly type: string;
  readonly title: string;
  readonly detail: string;
  readonly status: number;
  readonly errors: readonly FieldError[];
  /** Seconds to wait before another try; 0 when the box named none. */
  readonly retryAfter: number;
}

export interface FieldError {
  readonly field: string;
  readonly detail: string;
}

export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail || problem.title);
    this.name = "ProblemError";
  }
}

/** What to tell the person, whatever was thrown. */
export function explain(error: unknown): string {
  if (error instanceof ProblemError) {
    return error.problem.detail || error.problem.title;
  }
  return "The box cannot be reached. Check the network and try again.";
}

export function parseProblem(status: number, body: unknown, retryAfter: string | null): Problem {
  const members = isObject(body) ? body : {};
  const errors = Array.isArray(members["errors"]) ? members["errors"] : [];
  return {
    type: text(members["type"]),
    title: text(members["title"]) || `The box answered with status ${status}`,
    detail: text(members["detail"]),
    status,
    errors: errors
      .filter(isObject)
      .map((error) => ({ field: text(error["field"]), detail: text(error["detail"]) })),
    retryAfter: Math.max(0, Number.parseInt(retryAfter ?? "", 10) || 0),
  };
}

export interface FieldErrors {
  readonly byField: Readonly<Record<string, string>>;
  /** What belongs to no field on the form. */
  readonly general: string;
}

/** Sorts a problem's errors to the form's fields; an error of an unknown field must not get lost. */
export function fieldErrors(problem: Problem, fields: readonly string[]): FieldErrors {
  const byField: Record<string, string> = {};
  const rest: string[] = [];
  for (const { field, detail } of problem.errors) {
    if (fields.includes(field)) {
      byField[field] = byField[field] ? `${byField[field]} ${detail}` : detail;
    } else {
      rest.push(field ? `${field}: ${detail}` : detail);
    }
  }
  if (rest.length === 0 && Object.keys(byField).length === 0) {
    rest.push(problem.detail || problem.title);
  }
  return { byField, general: rest.join(" ") };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}
