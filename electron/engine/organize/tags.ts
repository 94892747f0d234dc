import type { OrganizationChange } from '../../../shared/model/organization.ts'

/** Each tag once, as it was spelled first: capital letters make no difference. */
export function withoutRepeats(tags: readonly string[]): string[] {
  const known = new Set<string>()
  return tags.filter((tag) => !known.has(tag.toLowerCase()) && known.add(tag.toLowerCase()))
}

export function changedTags(
  before: readonly string[],
  { tags = [...before], addTags = [], removeTags = [] }: OrganizationChange,
): string[] {
  const removed = new Set(removeTags.map((tag) => tag.trim().toLowerCase()))
  return withoutRepeats([...tags, ...addTags]).filter((tag) => !removed.has(tag.toLowerCase()))
}
