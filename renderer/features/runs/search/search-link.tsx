import { TextSearch } from 'lucide-react'
import { Link } from 'wouter'
import { buttonClass } from '../../../ui/button.tsx'
import { searchWords as words } from '../words/search.ts'

/** To the search in the logs of the runs that match a filter. */
export const SearchLink = ({ q }: { q: string }) => (
  <Link
    href={q === '' ? '/search' : `/search?${new URLSearchParams({ q })}`}
    title={words.linkHint}
    className={buttonClass('quiet', true)}
  >
    <TextSearch aria-hidden="true" className="size-3.5" />
    <span className="max-[960px]:sr-only">{words.link}</span>
  </Link>
)
