import { useQuery } from '@tanstack/react-query'
import {
  CalendarDays,
  ChevronsUpDown,
  Files,
  History,
  House,
  Layers,
  ListChecks,
  Server,
  Settings,
  Waypoints,
  Workflow,
} from 'lucide-react'
import { Link, useLocation } from 'wouter'
import { activityText } from '../../shared/activity.ts'
import type { SystemInfo } from '../../shared/contract/system.ts'
import { api } from '../api/client.ts'
import { cx } from '../ui/class-names.ts'
import { Menu, MenuItem } from '../ui/menu.tsx'
import { useFailingCount } from '../use-failing.ts'
import { type Theme, useWindowState } from '../window-state.ts'

export function Navigation() {
  const { data: info } = useQuery(api.system.info.queryOptions())
  const failing = useFailingCount()
  return (
    <nav aria-label="Main" className="flex min-h-0 flex-col gap-0.5 border-r border-rule bg-bg px-2 py-3">
      <div className="flex items-center gap-2 px-2 pt-1 pb-3 text-[14px] font-semibold">
        <img src="/icon.svg" alt="" className="size-[18px]" />
        LocalFlow
      </div>
      <Place href="/" icon={House} label="Home" count={failing === 0 ? undefined : failing} alert="failing" />
      <Place href="/jobs" icon={ListChecks} label="Jobs" count={info?.jobs} />
      <Place href="/flows" icon={Workflow} label="Flows" count={info && info.flows > 0 ? info.flows : undefined} />
      <Place href="/pipelines" icon={Waypoints} label="Pipelines" count={undefined} />
      <Place href="/runs" icon={History} label="Runs" count={info && info.running > 0 ? info.running : undefined} />
      <Place href="/calendar" icon={CalendarDays} label="Calendar" count={undefined} />
      <Place href="/files" icon={Files} label="Files" count={undefined} />
      <Place href="/queue" icon={Layers} label="Queue" count={info && info.queued > 0 ? info.queued : undefined} />
      <Place href="/workers" icon={Server} label="Workers" count={undefined} />
      <div className="flex-1" />
      <Place href="/settings" icon={Settings} label="Settings" count={undefined} />
      <Footer info={info} />
    </nav>
  )
}

function Place({
  href,
  icon: Icon,
  label,
  count,
  alert,
}: {
  href: string
  icon: typeof History
  label: string
  count: number | undefined
  /** The count is of things that need a person; the word says what they are. */
  alert?: string
}) {
  const [location] = useLocation()
  const here = location === href || (href !== '/' && location.startsWith(`${href}/`))
  return (
    <Link
      href={href}
      aria-current={here ? 'page' : undefined}
      className={cx(
        'flex h-7 items-center gap-2.5 rounded-md px-2',
        here ? 'bg-surface font-medium shadow-[0_0_0_1px_var(--rule)]' : 'text-ink-2 hover:bg-hover hover:text-ink',
      )}
    >
      <Icon aria-hidden="true" className="size-4" />
      {label}
      {count !== undefined && (
        <span
          className={cx(
            'ml-auto text-xs tabular-nums',
            alert ? 'rounded-full bg-bad-bg px-1.5 font-semibold text-bad' : 'text-ink-3',
          )}
        >
          {count.toLocaleString('en')}
          {alert && <span className="sr-only"> {alert}</span>}
        </span>
      )}
    </Link>
  )
}

const themes: Record<Theme, string> = { system: 'As the system', light: 'Light', dark: 'Dark' }

function Footer({ info }: { info: SystemInfo | undefined }) {
  const { theme, set } = useWindowState()
  return (
    <div>
      <Menu
        side="top"
        trigger={
          <button
            type="button"
            className="flex w-full items-center gap-2 rounded-md px-2 py-1.5 text-left text-xs text-ink-2 hover:bg-hover"
          >
            <span className="min-w-0 flex-1 truncate">{activityText(info)}</span>
            <ChevronsUpDown aria-hidden="true" className="size-3.5" />
            <span className="sr-only">Theme and about</span>
          </button>
        }
      >
        {(Object.keys(themes) as Theme[]).map((key) => (
          <MenuItem key={key} checked={theme === key} onSelect={() => set({ theme: key })}>
            {themes[key]}
          </MenuItem>
        ))}
        {info && (
          <div className="mt-1 max-w-72 border-t border-rule px-2 pt-2 pb-1 text-xs break-all text-ink-2">
            LocalFlow {info.version}, {info.parallel} runs at a time
            <br />
            Data in {info.dataFolder}
          </div>
        )}
      </Menu>
    </div>
  )
}
