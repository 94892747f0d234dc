import { createContext, type ReactNode, useContext, useMemo } from 'react'
import type { Json } from '../../../shared/flow/reference.ts'
import type { Problem } from '../../../shared/problem.ts'
import { valueAt, type Written } from './fields.ts'
import { under } from './problems-of-fields.ts'

/** The mapping that a form edits, and what its fields complete. */
export type FormPlace = {
  value: Written
  /** Its path, as problems write it. */
  at: string
  problems: readonly Problem[]
  /** Writes a field of it into the text of the flow; no value removes the field. */
  set(path: readonly (string | number)[], value: Json | undefined): void
  /** References that fields complete. */
  references: readonly string[]
  secrets: readonly string[]
  nodes: readonly string[]
}

const Place = createContext<FormPlace | null>(null)

export const FormPlaceProvider = Place.Provider

export function useFormPlace(): FormPlace {
  const place = useContext(Place)
  if (!place) throw new Error('a field needs a form around it')
  return place
}

/** A form within a form: for a part of its mapping. */
export function PartOfForm({ path, children }: { path: readonly (string | number)[]; children: ReactNode }) {
  const outer = useFormPlace()
  const key = JSON.stringify(path)
  const inner = useMemo(() => {
    const part = JSON.parse(key) as (string | number)[]
    const value = valueAt(outer.value, part)
    return {
      ...outer,
      value: (typeof value === 'object' && value !== null ? value : {}) as Written,
      at: under(outer.at, part),
      set: (within: readonly (string | number)[], next: Json | undefined) => outer.set([...part, ...within], next),
    }
  }, [outer, key])
  return <Place value={inner}>{children}</Place>
}
