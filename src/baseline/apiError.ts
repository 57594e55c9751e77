/** An answer that is no success, in the form the OpenAI client reads. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string | null;
  readonly param: string | null;

  constructor(status: number, message: string, { code, param }: { code?: string; param?: string } = {}) {
    super(message);
    this.status = status;
    this.code = code ?? null;
    this.param = param ?? null;
  }

  get body() {
    const { message, param, code } = this;
    const type = this.status >= 500 ? 'server_error' : 'invalid_request_error';
    return { error: { message, type, param, code } };
  }
}

export const notFound = (what: string, id: string, param = 'id'): ApiError =>
  new ApiError(404, `No such ${what}: ${id}`, { param });
