import { words } from './words.ts'

/** Why something failed, as a sentence. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : words.unknownError)
