import { type KeyboardEvent, useId, useLayoutEffect, useRef } from 'react'
import { useLocation } from 'wouter'
import { changePreferences, usedCommand, usePreferences } from '../../preferences.ts'
import { startJob } from '../../run-form/ask.ts'
import { useSavedViews } from '../../saved-views/saved-views.ts'
import { KeyText } from '../../ui/key-text.tsx'
import { usePageActionList } from '../../ui/page-actions.ts'
import { toastError } from '../../ui/toasts.tsx'
import { Choice, Group } from './choice.tsx'
import {
  type Actions,
  definitionEntries,
  type Entry,
  logEntry,
  matching,
  pageEntries,
  placeEntries,
  rankedIds,
  settingEntries,
  viewEntries,
} from './entries.ts'
import { type EntryGroup, groupsAtFirst } from './groups.ts'
import { useChosen } from './use-chosen.ts'
import { useFound } from './use-found.ts'
import { words } from './words.ts'

type Props = {
  text: string
  setText(text: string): void
  /** Asks for the parameters of what an entry runs. */
  ask(entry: Entry): void
  close(): void
}

/** The text field of the palette, and what it may mean. */
export function Choices({ text, setText, ask, close }: Props) {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLInputElement>(null)
  // Also after the parameters, from which a person came back.
  useLayoutEffect(() => field.current?.focus(), [])
  const { groups, isPending, hidden } = useGroups(text)
  const entries = groups.flatMap(([, items]) => items)
  // Enter alone, before anything was typed, starts and changes nothing.
  const { chosen, point, reset, onKey } = useChosen(entries, text.trim() !== '' || entries[0]?.opens === true, list)
  const idOf = (entry: Entry): string => `${id}-${entries.indexOf(entry)}`
  const choose = (entry: Entry) => {
    usedCommand(entry.id)
    close()
    entry.act()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') {
      if (chosen) choose(chosen)
    } else if (event.key === 'Tab' && !event.shiftKey && chosen?.target) {
      ask(chosen)
    } else if (event.key === 'Tab' && !event.shiftKey && chosen?.ask) {
      choose({ ...chosen, act: chosen.ask })
    } else if (!onKey(event)) return
    event.preventDefault()
  }

  return (
    <>
      <input
        type="text"
        ref={field}
        role="combobox"
        aria-label={words.title}
        aria-expanded="true"
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={chosen && idOf(chosen)}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.target.value)
          reset()
        }}
        onKeyDown={onKeyDown}
        placeholder={words.placeholder}
        className="h-11 w-full border-b border-rule bg-transparent px-4 text-lg outline-none"
      />
      <div
        ref={list}
        id={id}
        role="listbox"
        tabIndex={-1}
        aria-label={words.suggestions}
        className="max-h-[46vh] overflow-auto p-1.5"
      >
        {groups.map(([heading, items]) => (
          <Group key={heading} heading={heading}>
            {items.map((entry) => (
              <Choice
                key={entry.id}
                id={idOf(entry)}
                entry={entry}
                isChosen={entry === chosen}
                onPoint={() => point(entry)}
                onChoose={() => choose(entry)}
              />
            ))}
          </Group>
        ))}
      </div>
      <div role="status" className="text-center text-ink-2">
        {!isPending && entries.every(({ group }) => group === words.logs) && (
          <p className="p-4">{words.nothing(text.length > 60 ? `${text.slice(0, 60)}…` : text, entries.length > 0)}</p>
        )}
        {hidden > 0 && <p className="border-t border-rule px-4 py-2 text-sm">{words.moreMatch(hidden)}</p>}
      </div>
      <p className="border-t border-rule px-4 py-2">
        <KeyText of={words.searchKeys} />
      </p>
    </>
  )
}

/** What a text may mean, by heading; nothing until the first answer, because Enter takes the first entry. */
function useGroups(text: string): { groups: EntryGroup[]; isPending: boolean; hidden: number } {
  const [, go] = useLocation()
  const { recent, favorites, theme } = usePreferences()
  const views = useSavedViews()
  const pageActions = usePageActionList(({ registered }) => registered[0])?.actions() ?? []
  const { found, total, runEntry, isPending } = useFound(text, rankedIds(recent, favorites), go)
  const actions: Actions = {
    go,
    runJob: (job) => runJob(job, go),
    setTheme: (next) => changePreferences(() => ({ theme: next })),
  }
  if (isPending) return { groups: [], isPending, hidden: 0 }
  const isEmpty = text.trim() === ''
  const entries = [
    ...pageEntries(pageActions),
    ...definitionEntries(found, actions),
    ...viewEntries(views, actions),
    ...placeEntries(theme, actions),
    ...(isEmpty ? [] : settingEntries(actions)),
  ]
  if (isEmpty) return { groups: groupsAtFirst(entries, recent, favorites), isPending, hidden: 0 }
  const results = matching(entries, text, recent, favorites)
  const groups: EntryGroup[] = [
    [words.open, runEntry ? [runEntry] : []],
    [words.results, results],
    // Last, so that Enter runs or opens what has the name.
    [words.logs, [logEntry(text.trim(), actions)]],
  ]
  return { groups: groups.filter(([, items]) => items.length > 0), isPending, hidden: total - found.length }
}

async function runJob(job: { id: string; name: string }, go: (path: string) => void): Promise<void> {
  try {
    const run = await startJob(job)
    if (run) go(`/runs/${run.number}`)
  } catch (error) {
    toastError(words.noRun(job.name), error)
  }
}
