import { Spec } from './job.ts'

type Rest = Omit<Spec, 'body'>

/** What a spec says that says nothing but what to run. */
const { body: _, ...defaults } = Spec.parse({ body: { kind: 'builtin', name: 'noop' } })
const defaultTexts = new Map(Object.entries(defaults).map(([name, value]) => [name, JSON.stringify(value)]))

/** A spec as it is kept: without what goes without saying, always written alike, so that equal means unchanged. */
export function specText(spec: Spec): string {
  const said = (Object.keys(defaults) as (keyof Rest)[])
    .filter((name) => JSON.stringify(spec[name]) !== defaultTexts.get(name))
    .map((name) => [name, spec[name]])
  return JSON.stringify({ body: spec.body, ...Object.fromEntries(said) })
}

/** What `specText` wrote, in this release or an earlier one. */
export const readSpec = (text: string): Spec => ({ ...defaults, ...(JSON.parse(text) as Spec) })
