import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Command } from 'cmdk'
import { History } from 'lucide-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { api, client } from '../../api/client.ts'
import { changePreferences, usedCommand, usePreferences } from '../../preferences.ts'
import { statusWord } from '../../run-status.tsx'
import { useSavedViews } from '../../saved-views/saved-views.ts'
import { usePageActionList } from '../../ui/page-actions.ts'
import { toastError } from '../../ui/toasts.tsx'
import { useDebounced } from '../../ui/use-debounced.ts'
import { Choice, Group } from './choice.tsx'
import {
  type Actions,
  definitionEntries,
  type Entry,
  matching,
  pageEntries,
  placeEntries,
  rankedIds,
  settingEntries,
  viewEntries,
} from './entries.ts'
import { words } from './words.ts'

/** Before anything is typed, only the most recent of each group, so that places are in view too. */
const shownAtFirst = 6
const mostResults = 50

export function Choices({ close }: { close(): void }) {
  const [text, setText] = useState('')
  const [, go] = useLocation()
  const { recent, favorites, theme } = usePreferences()
  const ranked = rankedIds(recent, favorites)
  const views = useSavedViews()
  const pageActions = usePageActionList(({ registered }) => registered[0])?.actions() ?? []
  const { found, run, isPending } = useFound(text, ranked.definitions)
  const actions: Actions = {
    go,
    runJob: (job) => runJob(job, go),
    setTheme: (next) => changePreferences(() => ({ theme: next })),
  }
  const choose = ({ id, act }: Entry) => {
    usedCommand(id)
    close()
    act()
  }
  const entries = [
    ...pageEntries(pageActions),
    ...definitionEntries(found, actions),
    ...viewEntries(views, actions),
    ...placeEntries(theme, actions),
    ...(text === '' ? [] : settingEntries(actions)),
  ]

  return (
    <>
      <Command.Input
        value={text}
        onValueChange={setText}
        placeholder={words.placeholder}
        className="h-11 w-full border-b border-rule bg-transparent px-4 text-lg outline-none"
      />
      <Command.List className="max-h-[46vh] overflow-auto p-1.5">
        {!isPending && (
          <Command.Empty className="p-4 text-center text-ink-2">
            {words.nothing(text.length > 60 ? `${text.slice(0, 60)}…` : text)}
          </Command.Empty>
        )}
        {/* All at once: Enter takes the first of them. */}
        {!isPending && run && (
          <Group heading={words.open}>
            <Choice
              entry={{
                ...{ id: 'run', group: words.open, icon: History },
                name: words.openRun(run.number, run.title, statusWord(run).toLowerCase()),
                act: () => go(`/runs/${run.number}`),
              }}
              choose={choose}
            />
          </Group>
        )}
        {!isPending &&
          (text.trim() === '' ? (
            groupsOf(entries, ranked.entries).map(([heading, items]) => (
              <Group key={heading} heading={heading}>
                {items.map((entry) => (
                  <Choice key={entry.id} entry={entry} choose={choose} />
                ))}
              </Group>
            ))
          ) : (
            <Group heading={words.results}>
              {matching(entries, text, recent, favorites)
                .slice(0, mostResults)
                .map((entry) => (
                  <Choice key={entry.id} entry={entry} choose={choose} />
                ))}
            </Group>
          ))}
      </Command.List>
    </>
  )
}

/** By heading, in the order of the entries; of jobs, flows and pipelines those used last, then favorites. */
function groupsOf(entries: Entry[], ranked: string[]): [string, Entry[]][] {
  const rank = ({ id }: Entry): number => (ranked.includes(id) ? ranked.indexOf(id) : ranked.length)
  const isLong = (heading: string) => [words.run, words.pipelines, words.views, words.edit].includes(heading)
  const order = [words.thisPage, words.run, words.pipelines, words.views, words.goTo, words.create, words.appearance, words.edit]
  return order.flatMap((heading): [string, Entry[]][] => {
    const items = entries.filter(({ group }) => group === heading)
    if (items.length === 0) return []
    return [[heading, isLong(heading) ? items.toSorted((a, b) => rank(a) - rank(b)).slice(0, shownAtFirst) : items]]
  })
}

/** The server searches for names; the verb in front of them is the palette's own. */
function useFound(text: string, first: string[]) {
  const q = useDebounced(text.replace(words.verb, '').trim())
  const definitions = useQuery(
    api.search.definitions.queryOptions({ input: { q, first, limit: 30 }, placeholderData: keepPreviousData }),
  )
  const number = /^#?(\d{1,15})$/.exec(q)?.[1]
  const run = useQuery({
    ...api.runs.get.queryOptions({ input: { ref: number ?? '' } }),
    enabled: number !== undefined,
    retry: false,
  })
  return {
    found: definitions.data?.items ?? [],
    run: number === undefined ? undefined : run.data,
    isPending: definitions.isPending,
  }
}

async function runJob(job: { id: string; name: string }, go: (path: string) => void): Promise<void> {
  try {
    const { number } = await client.jobs.run({ ref: job.id })
    go(`/runs/${number}`)
  } catch (error) {
    toastError(words.noRun(job.name), error)
  }
}
