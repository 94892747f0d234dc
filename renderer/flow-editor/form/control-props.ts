import type { Json } from '../../../shared/flow/reference.ts'

/** What a control shows, and where it writes what a person does to it. */
export type ControlProps = {
  label: string
  value: unknown
  isWrong: boolean
  onChange(value: Json | undefined): void
}

export const textOf = (value: unknown): string =>
  value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value)

/** An empty text removes the field. */
export const orNothing = (text: string): string | undefined => (text === '' ? undefined : text)
