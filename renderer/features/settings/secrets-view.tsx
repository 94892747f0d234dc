import { useMutation, useQuery } from '@tanstack/react-query'
import { KeyRound, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Secret } from '../../../shared/model/secret.ts'
import { api, messageOf } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { Problem } from '../../ui/problem.tsx'
import { SkeletonRows } from '../../ui/skeleton.tsx'
import { Ago } from '../../ui/time.tsx'
import { toast } from '../../ui/toasts.tsx'
import { SecretDialog } from './secret-dialog.tsx'
import { secretWords as words } from './words.ts'

const Code = ({ children }: { children: string }) => <code className="font-mono">{children}</code>

type Asked = { act: 'add' } | { act: 'set' | 'delete'; secret: Secret }

/** The names of secrets. Only runs get their values. */
export function SecretsView() {
  const query = useQuery(api.secrets.list.queryOptions())
  const [asked, setAsked] = useState<Asked | null>(null)
  const close = () => setAsked(null)
  return (
    <div className="flex flex-col gap-3 py-2">
      {/* Above what is still being read: a button that moves while it is pressed does nothing. */}
      <div className="flex items-start gap-4">
        <p className="min-w-0 flex-1 text-sm text-ink-3">
          {words.use(<Code>{words.reference}</Code>, <Code>{words.mask}</Code>)}
        </p>
        <Button small className="shrink-0" onClick={() => setAsked({ act: 'add' })}>
          <Plus aria-hidden="true" className="size-3.5" />
          {words.add}
        </Button>
      </div>
      {query.isPending ? (
        <SkeletonRows rows={2} />
      ) : query.isError ? (
        <Problem message={words.unreadable(messageOf(query.error))} retry={() => void query.refetch()} />
      ) : (
        query.data.items.length > 0 && (
          <ul className="flex flex-col divide-y divide-rule rounded-md border border-rule">
            {query.data.items.map((secret) => (
              <Row key={secret.name} secret={secret} ask={setAsked} />
            ))}
          </ul>
        )
      )}
      {asked?.act === 'add' && <SecretDialog name={null} onClose={close} />}
      {asked?.act === 'set' && <SecretDialog name={asked.secret.name} onClose={close} />}
      {asked?.act === 'delete' && <DeleteDialog secret={asked.secret} onClose={close} />}
    </div>
  )
}

function Row({ secret, ask }: { secret: Secret; ask(asked: Asked): void }) {
  const { name, updatedAt } = secret
  const users = usersOf(secret)
  return (
    <li className="flex items-center gap-3 px-3 py-2">
      <KeyRound aria-hidden="true" className="size-4 shrink-0 text-ink-3" />
      <div className="min-w-0 flex-1">
        <p className="truncate font-mono text-sm font-medium">{name}</p>
        <p className="truncate text-sm text-ink-3">{words.set(<Ago at={updatedAt} />, users)}</p>
      </div>
      <Button small onClick={() => ask({ act: 'set', secret })} aria-label={words.replaceOf(name)}>
        {words.replaceDialog}
      </Button>
      <Button
        small
        look="quiet"
        onClick={() => ask({ act: 'delete', secret })}
        aria-label={words.deleteOf(name)}
        title={words.delete}
      >
        <Trash2 aria-hidden="true" className="size-3.5" />
      </Button>
    </li>
  )
}

const usersOf = ({ usedBy: { jobs, flows } }: Secret): string[] => [...jobs, ...flows]

function DeleteDialog({ secret, onClose }: { secret: Secret; onClose(): void }) {
  const { name } = secret
  const users = usersOf(secret)
  const remove = useMutation(
    api.secrets.remove.mutationOptions({
      meta: { failed: words.notDeleted(name) },
      onSuccess: () => toast(words.deleted(name)),
      onSettled: onClose,
    }),
  )
  return (
    <FormDialog
      title={words.deleteQuestion(name)}
      submit={words.delete}
      danger
      isBusy={remove.isPending}
      onSubmit={() => remove.mutate({ name })}
      onClose={onClose}
    >
      <p className="text-ink-2">{words.deleteWarning(users)}</p>
    </FormDialog>
  )
}
