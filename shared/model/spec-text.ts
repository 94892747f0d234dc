import { Spec } from './job.ts'

type Rest = Omit<Spec, 'body'>

/** What a spec says that says nothing but what to run. */
const { body: _, ...defaults } = Spec.parse({ body: { kind: 'builtin', name: 'noop' } })
const names = Object.keys(defaults) as (keyof Rest)[]
const defaultTexts = new Map<keyof Rest, string>(names.map((name) => [name, JSON.stringify(defaults[name])]))

/** A spec as it is stored: without defaults, and in a canonical form, so that equal text means unchanged. */
export function specText(spec: Spec): string {
  const said: Record<string, unknown> = { body: spec.body }
  for (const name of names) if (!isDefault(name, spec[name])) said[name] = spec[name]
  return JSON.stringify(said)
}

const isDefault = (name: keyof Rest, value: Rest[keyof Rest]): boolean =>
  value === defaults[name] || (typeof value === 'object' && JSON.stringify(value) === defaultTexts.get(name))

/** What `specText` wrote, in this release or an earlier one. */
export const readSpec = (text: string): Spec => ({ ...defaults, ...(JSON.parse(text) as Spec) })
