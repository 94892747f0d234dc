import { CaseSensitive, ChevronDown, ChevronUp, ListFilter, Regex, Search, WholeWord } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { IconButton } from '../../../ui/button.tsx'
import { cx } from '../../../ui/class-names.ts'
import { giveHeldKeysSoon } from '../../../ui/held-keys.ts'
import { useKeyTitle } from '../../../ui/key-hint.tsx'
import { useKeyMap } from '../../../ui/key-map.ts'
import { pressText } from '../../../ui/key-table.ts'
import { useKeys } from '../../../ui/keys.ts'
import { takeFind } from './find-ahead.tsx'
import { hasLine, placeOf, stepFrom } from './line-set.ts'
import type { LogState } from './use-log.ts'
import { type FindFlags, firstHit, type LogFind, mostContext } from './use-log-find.ts'
import { words } from './words.ts'

/** What the field needs of a log. */
export type Findable = Pick<LogState, 'find' | 'current' | 'goal' | 'goTo' | 'rows'>

/** Finds text in the whole log: shows the first hit as one types, and steps through all of them. */
export function FindField({ state, stepError }: { state: Findable; stepError(by: 1 | -1): void }) {
  const { find } = state
  const input = useRef<HTMLInputElement>(null)
  const step = useSteps(state)
  useFirstHit(state)
  useEffect(() => {
    if (!takeFind()) return
    input.current?.focus()
    giveHeldKeysSoon()
  }, [])
  useKeys({
    findInLog: () => {
      const selected = getSelection()?.toString() ?? ''
      if (selected !== '' && !selected.includes('\n') && selected.length < 200) find.setText(selected)
      input.current?.focus()
      input.current?.select()
    },
    nextHit: () => step(1),
    previousHit: () => step(-1),
  })
  const onKeyDown = (event: KeyboardEvent): void => {
    const act = keyInField(event, { step, stepError, leave: () => leave(find, state) })
    if (act === null) return
    event.preventDefault()
    act()
  }
  const hasQuery = find.text !== ''
  return (
    <search className="flex min-w-0 flex-wrap items-center gap-1">
      <div
        className={cx(
          'flex h-7 w-64 min-w-28 items-center rounded-md border bg-bg pr-0.5 pl-2 focus-within:outline-2 focus-within:outline-accent @max-2xl:w-52',
          find.problem === null ? 'border-rule-2' : 'border-bad',
        )}
      >
        <Search aria-hidden="true" className="size-3.5 shrink-0 text-ink-3" />
        <input
          ref={input}
          type="text"
          aria-label={words.find}
          placeholder={words.find}
          title={useKeyTitle(words.find, 'findInLog')}
          aria-invalid={find.problem !== null || undefined}
          value={find.text}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => find.setText(event.target.value)}
          onKeyDown={onKeyDown}
          className="h-full min-w-0 flex-1 bg-transparent px-2 text-sm outline-none"
        />
        <Flags flags={find.flags} onChange={find.setFlags} />
      </div>
      {hasQuery && <Count state={state} />}
      {hasQuery && <Steps step={step} isReady={(find.found?.hits.length ?? 0) > 0} />}
      {hasQuery && <OnlyMatching find={find} />}
    </search>
  )
}

function leave(find: LogFind, state: Findable): void {
  if (find.text === '') state.rows.current?.focus()
  else find.setText('')
}

type Acts = { step(by: 1 | -1): void; stepError(by: 1 | -1): void; leave(): void }

/** Keys without Ctrl are letters in a field, but for these. */
function keyInField(event: KeyboardEvent, { step, stepError, leave }: Acts): (() => void) | null {
  const press = pressText(event)
  const { keys } = useKeyMap.getState()
  if (press === 'Escape') return leave
  if (press === 'Enter' || keys.nextHit.includes(press)) return () => step(1)
  if (press === 'Shift+Enter' || keys.previousHit.includes(press)) return () => step(-1)
  if (keys.nextError.includes(press)) return () => stepError(1)
  return keys.previousError.includes(press) ? () => stepError(-1) : null
}

function useSteps({ find, current, rows, goTo }: Findable): (by: 1 | -1) => void {
  return (by) => {
    const { found } = find
    if (!found) return
    const isAtHit = current !== null && hasLine(found.hits, current)
    const line = stepFrom(found.hits, isAtHit ? current : (rows.current?.topLine() ?? 1) - by, by)
    if (line !== null) goTo(line)
  }
}

/** After a change of the query: the first hit from what is in view on, as soon as it is found. */
function useFirstHit({ find, rows, goal, goTo }: Findable): void {
  const { text, flags, found, isTyping } = find
  const from = useRef<number | null>(null)
  const known = useRef({ text, flags })
  // A line that is asked for meanwhile, as by a link, is what the person wants to see.
  useEffect(() => {
    if (goal !== null) from.current = null
  }, [goal])
  useEffect(() => {
    // A text that came with the link has its line there.
    if (known.current.text === text && known.current.flags === flags) return
    known.current = { text, flags }
    from.current ??= rows.current?.topLine() ?? 1
    if (text === '') from.current = null
  }, [text, flags, rows])
  useEffect(() => {
    if (from.current === null || isTyping || !found) return
    const line = firstHit(found, from.current)
    if (line === null) return
    from.current = null
    goTo(line)
  }, [found, isTyping, goTo])
}

function Flags({ flags, onChange }: { flags: FindFlags; onChange(flags: FindFlags): void }) {
  return (Object.keys(flagLooks) as (keyof FindFlags)[]).map((flag) => {
    const { name, icon: Icon } = flagLooks[flag]
    return (
      <button
        key={flag}
        type="button"
        aria-label={name}
        title={name}
        aria-pressed={flags[flag]}
        onClick={() => onChange({ ...flags, [flag]: !flags[flag] })}
        className="grid size-6 shrink-0 place-items-center rounded-sm text-ink-3 hover:bg-hover hover:text-ink aria-pressed:bg-selected aria-pressed:text-accent"
      >
        <Icon aria-hidden="true" className="size-4" />
      </button>
    )
  })
}

const flagLooks = {
  regex: { name: words.regex, icon: Regex },
  case: { name: words.matchCase, icon: CaseSensitive },
  word: { name: words.wholeWord, icon: WholeWord },
}

/** Which hit of how many; what is wrong with the pattern; how far the search is. */
function Count({ state: { find, current } }: { state: Findable }) {
  const { found, problem } = find
  if (problem !== null)
    return (
      <span role="alert" title={problem.why} className="ml-1 min-w-0 truncate text-sm text-bad">
        {problem.name}
        {problem.isPattern ? <span className="sr-only">: {problem.why}</span> : ` · ${words.foundSoFar(found?.hits.length ?? 0)}`}
      </span>
    )
  if (!found) return <span className="w-12" />
  const { hits, share, note } = found
  const place = current !== null && hasLine(hits, current) ? placeOf(hits, current) + 1 : null
  return (
    <span title={note ?? undefined} className="min-w-12 text-right text-sm whitespace-nowrap text-ink-2 tabular-nums">
      <span aria-hidden="true">
        {hits.length > 0 ? words.hits(place, hits.length) : share === null && words.noHits}
        {share !== null && share < 1 && <span className="text-ink-3"> {words.searching(share)}</span>}
      </span>
      <span role="status" className="sr-only">
        {share === null && (hits.length === 0 ? words.noHits : words.hitsSpoken(place, hits.length))}
      </span>
    </span>
  )
}

function Steps({ step, isReady }: { step(by: 1 | -1): void; isReady: boolean }) {
  const next = useKeyTitle(words.nextHit, 'nextHit')
  const previous = useKeyTitle(words.previousHit, 'previousHit')
  return (
    <span className="flex">
      <IconButton label={words.previousHit} title={previous} disabled={!isReady} onClick={() => step(-1)} className="w-6!">
        <ChevronUp aria-hidden="true" className="size-4" />
      </IconButton>
      <IconButton label={words.nextHit} title={next} disabled={!isReady} onClick={() => step(1)} className="w-6!">
        <ChevronDown aria-hidden="true" className="size-4" />
      </IconButton>
    </span>
  )
}

function OnlyMatching({ find: { only, setOnly, context, setContext } }: { find: LogFind }) {
  return (
    <>
      <IconButton
        label={words.onlyMatching}
        aria-pressed={only}
        onClick={() => setOnly(!only)}
        className="w-6! aria-pressed:bg-selected aria-pressed:text-accent"
      >
        <ListFilter aria-hidden="true" className="size-3.5" />
      </IconButton>
      {only && setContext !== null && (
        <label className="flex items-center gap-2 pl-1 text-sm text-ink-2">
          <span className="@max-3xl:sr-only">{words.context}</span>
          <input
            type="number"
            aria-label={words.contextLabel}
            title={words.contextLabel}
            min={0}
            max={mostContext}
            value={context}
            onChange={(event) => setContext(Math.min(mostContext, Math.max(0, Math.trunc(event.target.valueAsNumber) || 0)))}
            className="h-6 w-12 rounded-md border border-rule-2 bg-bg pl-1.5 text-sm tabular-nums"
          />
        </label>
      )}
    </>
  )
}
