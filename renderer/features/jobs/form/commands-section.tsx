import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { CircleX } from 'lucide-react'
import { Body, Env, type JobDraft } from '../../../../shared/model/job.ts'
import { api } from '../../../api/client.ts'
import { Section } from '../../../ui/section.tsx'
import { useDebounced } from '../../../ui/use-debounced.ts'
import { inputOf } from './draft.ts'
import type { FieldsProps, Form } from './form.ts'
import { words as allWords } from './words.ts'

const words = allWords.commands

/** Where the commands of the script are found, in the environment that its runs have. */
export function CommandsSection({ form, problems }: FieldsProps) {
  const edited = useDebounced(JSON.stringify(programOf(form)))
  const { data, isError } = useQuery({
    ...api.system.environment.queryOptions({
      input: { edited: JSON.parse(edited) as ReturnType<typeof programOf> },
      placeholderData: keepPreviousData,
    }),
    // Programs are installed and removed behind LocalFlow's back.
    staleTime: 0,
    gcTime: 0,
    retry: false,
  })
  const commands = data?.commands ?? []
  const missing = commands.filter(({ path }) => path === null)
  // Its row is there from the beginning, so that those below it stay where they are.
  if (data ? commands.length === 0 : isError) return null
  const summary = missing.length === 0 ? words.found(commands.length) : words.missing(missing.map(({ word }) => word).join(', '))
  return (
    <Section checked={problems} title={words.title} summary={data ? summary : ''} invalid={false}>
      <ul aria-label={words.title} className="flex flex-col gap-1 text-sm">
        {commands.map(({ word, path }) => (
          <li key={word} className="flex min-h-6 items-center gap-2">
            <span className="max-w-[50%] shrink-0 truncate font-mono" title={word}>
              {word}
            </span>
            {path === null ? (
              <span className="ml-auto flex items-center gap-1 text-warn">
                <CircleX aria-hidden="true" className="size-3.5" />
                {words.notFound}
              </span>
            ) : (
              <span className="ml-auto truncate font-mono text-ink-3" title={path}>
                {path}
              </span>
            )}
          </li>
        ))}
      </ul>
      {missing.length > 0 && <p className="text-sm text-ink-3">{words.wayOut(missing.length)}</p>}
    </Section>
  )
}

/** As far as it can be read yet. */
function programOf(form: Form): { body?: Body; env?: JobDraft['env']; cwd: string | null } {
  const { body, env, cwd } = inputOf(form)
  const [knownBody, knownEnv] = [Body.safeParse(body), Env.safeParse(env)]
  return {
    cwd: cwd ?? null,
    ...(knownBody.success && { body: knownBody.data }),
    ...(knownEnv.success && { env: knownEnv.data }),
  }
}
