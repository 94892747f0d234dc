import * as z from 'zod'

/** The name of an HTTP header. */
export const HeaderName = z
  .string()
  .regex(/^[\w!#$%&'*+.^`|~-]{1,200}$/, 'is not a header name: use letters, digits and "-", as in X-Api-Key')

/** A header ends with its line. */
export const HeaderValue = z
  .string()
  .max(8_192)
  .refine((value) => !value.includes('\0'), 'must not contain a NUL character')
  .regex(/^[^\r\n]*$/, 'must be a single line')
