import { parse } from 'smol-toml'
import { filledOrganization, type Organization, organizationKeys } from '../model/organization.ts'
import { type Field, headFieldsOf } from './edit/scan.ts'
import { quoted, spliced } from './edit/write.ts'

/** The text of a manifest without its tags, folder, owner and notes, which are kept beside a pipeline, not in its versions. */
export function withoutOrganization(source: string): string {
  const found = headFieldsOf(source).filter(({ key }) => isOrganization(key))
  const text = spliced(
    source,
    found.map(({ at }) => ({ ...at, text: '' })),
  )
  return saysTheSame(source, text) ? text : source
}

/** The text with them, as a file holds them. Those that it names itself stay. */
export function withOrganization(source: string, organization: Organization): string {
  const head = headFieldsOf(source)
  const lines = Object.entries(filledOrganization(organization))
    .filter(([key]) => !head.some((field) => field.key === key))
    .map(([key, value]) => `${key} = ${toml(value)}\n`)
  if (lines.length === 0) return source
  const at = placeBehind(head)
  const gap = at > 0 && source[at - 1] !== '\n' ? '\n' : ''
  const text = source.slice(0, at) + gap + lines.join('') + source.slice(at)
  return saysTheSame(source, text) ? text : source
}

/** Behind the name and the description. */
const placeBehind = (head: readonly Field[]): number =>
  Math.max(0, ...head.filter(({ key }) => key === 'name' || key === 'description').map(({ at }) => at.to))

const isOrganization = (key: string): boolean => organizationKeys.some((known) => known === key)

function toml(value: string | string[]): string {
  if (Array.isArray(value)) return `[${value.map(quoted).join(', ')}]`
  if (!value.includes('\n') || /'''|'$|[^\P{Cc}\n\t]/u.test(value)) return quoted(value)
  return `'''\n${value}'''`
}

/** Whatever the text looks like, nothing else in it may change. */
function saysTheSame(before: string, after: string): boolean {
  try {
    return restOf(before) === restOf(after)
  } catch {
    return false
  }
}

const restOf = (source: string): string => JSON.stringify(Object.entries(parse(source)).filter(([key]) => !isOrganization(key)))
