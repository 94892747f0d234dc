import type { ReactNode } from 'react'
import type { Form } from './form.ts'

/** One of these fields has a problem. */
export const any = (problems: Record<string, string>, ...fields: (keyof Form)[]): boolean =>
  fields.some((field) => field in problems)

/** Two fields beside each other. */
export const Two = ({ children }: { children: ReactNode }) => <div className="grid grid-cols-2 items-start gap-2">{children}</div>
