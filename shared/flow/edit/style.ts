/** How a text is written, so that new parts look like the others. */
export type Style = {
  isJson: boolean
  lineEnd: '\n' | '\r\n'
  /** The columns of one level. */
  step: number
  /** Whether the items of a list are further in than the key of the list. */
  indentsItems: boolean
}
