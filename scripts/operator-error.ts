/** Something the operator can understand and put right: shown by its message, without a stack. */
export class OperatorError extends Error {
  override readonly name = "OperatorError";
}
