import { type ReactNode, useRef } from 'react'
import type { RunDetail } from '../../../../shared/model/run.ts'
import { Empty } from '../../../ui/empty.tsx'
import { noLines } from './line-set.ts'
import { ToolBar } from './tool-bar.tsx'
import type { Found } from './use-found.ts'
import { problemOf, useFindQuery } from './use-log-find.ts'

const nothing: Found = { hits: noLines, share: null, problem: null, isSlow: false, note: null }

/** A log without lines: says why there are none, and finds nothing in it. What one typed stays as lines come. */
export function EmptyLog({ run, title, children }: { run: RunDetail; title: string; children?: ReactNode }) {
  const { query, why, ...find } = useFindQuery(run)
  const box = useRef<HTMLElement>(null)
  const rows = useRef({
    topLine: () => 1,
    pinned: false,
    follow: () => {},
    moveToTop: () => {},
    focus: () => box.current?.focus(),
  })
  const found = query === null ? null : nothing
  const state = {
    find: { ...find, setContext: null, found, problem: problemOf(why, found) },
    ...{ current: null, goal: null, goTo: () => {}, rows },
  }
  return (
    <>
      <ToolBar state={state} stepError={() => {}} />
      <section ref={box} aria-label={title} tabIndex={-1} className="flex min-h-0 flex-1 outline-none">
        <Empty title={title}>{children}</Empty>
      </section>
    </>
  )
}
