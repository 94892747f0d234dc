import { isLastLine } from '../shared/model/last-line.ts'

/** The color of an error line. What a program merely wrote last is a hint, and not red. */
export const errorInk = (error: string): string => (isLastLine(error) ? 'text-ink-2' : 'text-bad')
