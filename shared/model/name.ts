import * as z from 'zod'
import { limits } from './limits.ts'

/** A name for lists, notifications and terminals. */
export const shownName = (ifEmpty: string) =>
  z
    .string()
    .trim()
    .min(1, ifEmpty)
    .max(limits.nameLength)
    .refine((text) => !text.includes('\0'), 'must not contain a NUL character')
    .regex(/^[\0\P{Cc}]*$/u, 'must not contain control characters')
    .regex(/^[^\u2028-\u202e\u2066-\u2069]*$/, 'must not contain characters that turn the direction of text')
