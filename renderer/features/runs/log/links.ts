export type Link = { from: number; to: number; href: string }

/** The addresses in a text that a click may open: http and https alone, without what only ends the sentence. */
export function linksIn(text: string): Link[] {
  const links: Link[] = []
  for (const { 0: found, index } of text.matchAll(/https?:\/\/[^\s<>"'`\\^{|}]+/gi)) {
    const address = withoutEnding(found)
    const href = safeAddress(address)
    if (href !== null) links.push({ from: index, to: index + address.length, href })
  }
  return links
}

/** An address as the browser reads it, or null for one that is not of the web. */
export function safeAddress(address: string): string | null {
  if (!URL.canParse(address)) return null
  const { protocol, hostname, href } = new URL(address)
  return (protocol === 'http:' || protocol === 'https:') && hostname !== '' ? href : null
}

const brackets: Record<string, string> = { ')': '(', ']': '[' }

/** Without punctuation at the end, and without a bracket that was opened before the address. One pass: a line may be all punctuation. */
function withoutEnding(address: string): string {
  const counts: Record<string, number> = {}
  for (const sign of address) counts[sign] = (counts[sign] ?? 0) + 1
  let end = address.length
  for (; end > 0; end--) {
    const last = address.charAt(end - 1)
    const opening = brackets[last]
    const isEnding = opening === undefined ? ending.has(last) : (counts[last] ?? 0) > (counts[opening] ?? 0)
    if (!isEnding) break
    counts[last] = (counts[last] ?? 0) - 1
  }
  return address.slice(0, end)
}

const ending = new Set('.,;:!?*_~')
