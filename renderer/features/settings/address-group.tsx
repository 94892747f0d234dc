import { useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import { Group, NumberRow } from './rows.tsx'
import { words } from './words.ts'

/** Where programs of this computer reach LocalFlow. The headless host is told where it is started. */
export function AddressGroup({ port, onSave }: { port: number | null; onSave(port: number | null): void }) {
  const info = useQuery(api.system.info.queryOptions()).data
  if (!info) return null
  const { host, address, addressProblem } = info
  return (
    <Group id="address">
      {host === 'desktop' && (
        <NumberRow label={words.port} hint={words.portHint} value={port} range={[1_024, 65_535]} onSave={onSave} />
      )}
      <p className="py-1 text-sm text-ink-2" aria-live="polite">
        {addressProblem ? (
          <span className="text-bad">{addressProblem}</span>
        ) : address ? (
          words.listeningAt(<code className="font-mono select-all">{address}</code>)
        ) : (
          words.notListening
        )}
      </p>
    </Group>
  )
}
