import { Tabs as Base } from '@base-ui/react/tabs'
import { type ReactNode, useState } from 'react'
import { useSearchParams } from 'wouter'
import { PanelPlace } from './panel/place.tsx'

/**
 * The tab that the address names in `?tab=`, so that it can be sent and Back undoes it. Without one it is `opensOn`, as that
 * was when the page opened: what happens later changes no tab under a person's eyes.
 */
export function useTab<T extends string>(tabs: Partial<Record<T, string>>, opensOn: NoInfer<T>): [tab: T, set: (tab: T) => void] {
  const [first] = useState(opensOn)
  const [params, setParams] = useSearchParams()
  const asked = params.get('tab')
  const tab = asked !== null && Object.hasOwn(tabs, asked) ? (asked as T) : first
  const set = (next: T) =>
    setParams(() => {
      const after = new URLSearchParams(location.search)
      if (next === first) after.delete('tab')
      else after.set('tab', next)
      return after
    })
  return [tab, set]
}

type Props<T extends string> = {
  label: string
  /** Their names, in their order. */
  tabs: Partial<Record<T, string>>
  tab: T
  onTab(tab: T): void
  /** How many there are of what a tab shows; nothing is shown for none. */
  counts?: Partial<Record<T, number>>
  /** Only the content is shown, because there is nothing to choose from yet. */
  isBare?: boolean
  /** Between the tabs and their content. */
  toolbar?: ReactNode
  children: ReactNode
}

/** Tabs and, as children, their `TabPanel`s. */
export function Tabs<T extends string>({ label, tabs, tab, onTab, counts, isBare = false, toolbar, children }: Props<T>) {
  return (
    <Base.Root value={tab} onValueChange={(next) => onTab(next as T)} className="flex min-h-0 flex-1 flex-col">
      {!isBare && (
        <Base.List
          aria-label={label}
          className="flex shrink-0 gap-x-5 overflow-x-auto border-b border-rule px-4 max-[480px]:flex-wrap"
        >
          {(Object.keys(tabs) as T[]).map((key) => (
            <Base.Tab
              key={key}
              value={key}
              // On press: if the tabs are replaced before the release, the browser sends no click.
              onMouseDown={({ button, ctrlKey }) => button === 0 && !ctrlKey && key !== tab && onTab(key)}
              data-name={`${tabs[key] ?? ''}${countOf(counts?.[key])}`}
              // The name in bold, invisibly: the tab keeps its width when it becomes the active one.
              className="h-9 text-start whitespace-pre text-ink-2 outline-offset-[-2px] after:invisible after:block after:h-0 after:overflow-hidden after:font-semibold after:content-[attr(data-name)] data-active:font-semibold data-active:text-ink data-active:shadow-[inset_0_-2px_var(--accent)] forced-colors:data-active:border-b-2 forced-colors:data-active:border-[Highlight]"
            >
              {tabs[key]}
              <span className="font-normal text-ink-3">{countOf(counts?.[key])}</span>
            </Base.Tab>
          ))}
        </Base.List>
      )}
      {toolbar}
      {children}
    </Base.Root>
  )
}

const countOf = (count: number | undefined): string => (count ? ` ${count.toLocaleString('en')}` : '')

/** The content of a tab: it scrolls, or fills its place as a column, which may have a panel beside it. */
export function TabPanel({ of, fill, children }: { of: string; fill?: 'column' | 'with-panel'; children: ReactNode }) {
  const layout = fill === undefined ? 'overflow-auto' : 'flex flex-col'
  return (
    <Base.Panel value={of} className={`min-h-0 flex-1 outline-none ${layout}`}>
      {fill === 'with-panel' ? <PanelPlace>{children}</PanelPlace> : children}
    </Base.Panel>
  )
}
