/** Also in the form that earlier versions stored, `last line: x`; a long one may have lost its end. */
const labeled = /^("[^"]*": )?(?:Last line: "(.*?)"?|last line: (.*))$/s

/** For a program that wrote nothing to stderr: the last line of its output is a hint, not an error message. */
export const asLastLine = (line: string): string => `Last line: "${line}"`

/** Whether the error is only a program's last line on stdout; in a flow, the name of the node comes before it. */
export const isLastLine = (error: string): boolean => labeled.test(error)

/** The error of a program that printed nothing. */
export const withoutOutput = (code: number | null): string => `Exited with code ${code} and no output.`

/** The error of a program whose output is no text, such as an image or empty lines. */
export const withoutText = (code: number | null, size: string): string =>
  `Exited with code ${code}. Its output (${size}) has no readable text.`

const isWithoutOutput = /^Exited with code \S+( and no output)?\.$/

/** Whether the error of a program that exited is a line that it printed. */
export const isPrinted = (error: string): boolean => !isWithoutOutput.test(error)

export const withoutLabel = (error: string): string => error.replace(labeled, '$1$2$3')
