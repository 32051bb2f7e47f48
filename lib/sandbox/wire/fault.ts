/** An error as AWS would answer it: its code, its sentence, its HTTP status where the SDK's schema names none, and further members of the body. */
export class AwsFault extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
    readonly fields: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}
