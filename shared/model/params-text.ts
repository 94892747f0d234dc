import type { Params } from './params.ts'

const longest = 200

/** The parameters in one line for people: `env=prod, dryRun=true`. */
export function paramsText(params: Params): string {
  const text = Object.entries(params)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join(', ')
    .replaceAll(/\s+/g, ' ')
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text
}
