import { useQuery } from '@tanstack/react-query'
import { Copy } from 'lucide-react'
import { Link } from 'wouter'
import { api } from '../../api/client.ts'
import { Button } from '../../ui/button.tsx'
import { toast, toastError } from '../../ui/toasts.tsx'
import { words } from './words.ts'

/** The command that starts a worker; without a port, where to set one. */
export function StartCommand({ service }: { service: string }) {
  const { data: info } = useQuery(api.system.info.queryOptions())
  if (!info) return null
  if (!info.address)
    return (
      <p className="text-sm text-ink-2">
        {words.noPort(
          <Link href="/settings#address" className="text-accent underline">
            {words.setPort}
          </Link>,
        )}
      </p>
    )
  const command = `lf worker --url ${new URL(info.address).origin} --service ${quoted(service)}=./${quoted(service)}.sh`
  return (
    <section aria-label={words.start} className="flex max-w-full flex-col gap-1.5 text-left">
      <h2 className="text-sm font-medium text-ink-2">{words.start}</h2>
      <div className="flex min-w-0 items-center gap-2 max-[480px]:flex-wrap">
        <code className="min-w-0 truncate rounded-md border border-rule bg-bg px-2 py-1 font-mono text-sm select-all">
          {command}
        </code>
        <Button
          small
          onClick={() =>
            void navigator.clipboard.writeText(command).then(
              () => toast(words.copied),
              (error: unknown) => toastError(words.notCopied, error),
            )
          }
        >
          <Copy aria-hidden="true" className="size-3.5" />
          {words.copy}
        </Button>
      </div>
      <p className="text-sm text-ink-3">{words.commandHint}</p>
    </section>
  )
}

/** As a shell takes it for one word. */
const quoted = (word: string): string => (/^[\w.:-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)
