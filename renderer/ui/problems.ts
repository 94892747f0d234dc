/** What is wrong with a form, by field. */
export type Problems = Record<string, string>
