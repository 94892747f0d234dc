import {
  filledOrganization,
  type Organization,
  type OrganizationDraft,
  organizationKeys,
  organizationOf,
} from '../model/organization.ts'
import { patch } from './edit/patch.ts'
import { parseSource, type Source } from './edit/source.ts'
import { applySplices } from './edit/splices.ts'
import { type Fields, isSame, toValue } from './edit/value.ts'
import { type Reading, readDefinition } from './read.ts'

/** `organized`: what the text says about where the flow belongs, and the text without that. */
export type OrganizedReading = Reading & { organized?: { organization: OrganizationDraft; source: string } }

export function readOrganized(text: string): OrganizedReading {
  const reading = readDefinition(text)
  const organization = reading.definition && organizationOf(reading.definition)
  return organization ? { ...reading, organized: { organization, source: withoutOrganization(text) } } : reading
}

/** As it is where they cannot be taken out. */
function withoutOrganization(text: string): string {
  return edited(text, ({ value }) => new Map([...value].filter(([key]) => !isOrganization(key))))
}

/** The text with the tags, the folder, the owner and the notes of its flow, as a file holds them. Those that it names stay. */
export function withOrganization(text: string, organization: Organization): string {
  return edited(text, ({ value }) => {
    const entries = Object.entries(filledOrganization(organization)).filter(([key]) => !value.has(key))
    const added = entries.map(([key, entry]) => [key, toValue(entry)] as const)
    const head = [...value].filter(([key]) => key === 'name' || key === 'description')
    return new Map([...head, ...added, ...[...value].filter(([key]) => key !== 'name' && key !== 'description')])
  })
}

const isOrganization = (key: string): boolean => organizationKeys.some((known) => known === key)

function edited(text: string, change: (source: Source) => Fields): string {
  const source = parseSource(text)
  if ('refused' in source) return text
  const want = change(source)
  const splices = patch(source, want)
  const after = splices && applySplices(text, splices)
  const written = after === null ? null : parseSource(after)
  return after !== null && written && !('refused' in written) && isSame(written.value, want) ? after : text
}
