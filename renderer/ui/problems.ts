/** What is wrong with a form, by field. */
export type Problems = Record<string, string>

/** A message of the server's rules, which follows the name of a field there, as a sentence of its own. */
export const problemText = (message: string): string => message.charAt(0).toUpperCase() + message.slice(1)
