import { useQuery } from '@tanstack/react-query'
import { Link, useLocation } from 'wouter'
import type { SystemInfo } from '../../shared/contract/system.ts'
import { api } from '../api/client.ts'
import { cx } from '../ui/class-names.ts'
import { FavoriteList } from './favorite-list.tsx'
import { placeClass } from './place-class.ts'
import { mainPlaces, operatePlaces, type Place, settingsPlace } from './places.ts'
import { StateLine } from './state-line.tsx'
import { ThemeMenu } from './theme-menu.tsx'
import { words } from './words.ts'

/** What a person may act on at a place; `word` says it to a screen reader. */
type Count = { n: number; word: string; isAlert?: boolean }

/** The ways to every page. Where the window is narrow, only icons. */
export function Navigation() {
  const { data: info } = useQuery(api.system.info.queryOptions())
  const counts: Record<string, Count> = {
    '/': attention(info),
    '/runs': { n: info?.running ?? 0, word: words.running },
    '/queue': { n: info?.queued ?? 0, word: words.queued },
  }
  const toEntry = (place: Place) => <Entry key={place.href} place={place} count={counts[place.href]} />
  return (
    <nav
      aria-label={words.navigation}
      className="flex min-h-0 flex-col gap-0.5 overflow-y-auto border-r border-rule bg-bg px-2 py-3"
    >
      <div className="flex items-center gap-2 px-2 pt-1 pb-3 text-lg font-semibold max-[960px]:justify-center max-[960px]:px-0">
        <img src="/icon.svg" alt="" className="size-[18px]" />
        <span className="max-[960px]:sr-only">{words.product}</span>
      </div>
      {mainPlaces.map(toEntry)}
      <h2 className="shrink-0 px-2 pt-3 pb-1 text-xs text-ink-3 max-[960px]:invisible max-[960px]:h-3 max-[960px]:overflow-hidden max-[960px]:py-0">
        {words.operate}
      </h2>
      {operatePlaces.map(toEntry)}
      <FavoriteList />
      {toEntry(settingsPlace)}
      <ThemeMenu info={info} />
      <StateLine info={info} />
    </nav>
  )
}

/** Open alerts and decisions to make. */
function attention(info: SystemInfo | undefined): Count {
  const { alerts = 0, approvals = 0 } = info ?? {}
  return { n: alerts + approvals, word: words.attention(alerts, approvals), isAlert: true }
}

function Entry({ place: { href, name, icon: Icon }, count }: { place: Place; count: Count | undefined }) {
  const [location] = useLocation()
  const here = location === href || (href !== '/' && location.startsWith(`${href}/`))
  return (
    <Link href={href} title={name} aria-current={here ? 'page' : undefined} className={placeClass(here)}>
      <Icon aria-hidden="true" className="size-4 shrink-0" />
      <span className="max-[960px]:sr-only">{name}</span>
      {count && count.n > 0 && (
        <span
          className={cx(
            // In a narrow window the badge lies over the corner of the icon, and a long one does not leave the sidebar.
            'ml-auto text-xs tabular-nums max-[960px]:absolute max-[960px]:-top-0.5 max-[960px]:-right-0.5',
            count.isAlert
              ? 'rounded-full bg-bad-bg px-1.5 font-semibold text-bad max-[960px]:px-0.5'
              : 'rounded-sm text-ink-3 max-[960px]:bg-bg',
          )}
        >
          {shortCount(count.n)}
          <span className="sr-only"> {count.word}</span>
        </span>
      )}
    </Link>
  )
}

/** At most four characters, so that it never pushes a name away. */
const shortCount = (n: number): string => new Intl.NumberFormat('en', { notation: 'compact' }).format(n)
