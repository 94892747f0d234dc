import type { Worker } from '../../../shared/model/worker.ts'
import { Name } from '../../ui/name.tsx'
import { Fact, Facts } from '../../ui/panel/facts.tsx'
import { PanelContent } from '../../ui/panel/side-panel.tsx'
import type { Action } from '../../ui/table/action.ts'
import { ActionButtons } from '../../ui/table/action-buttons.tsx'
import { Ago } from '../../ui/time.tsx'
import { words } from './peek/words.ts'

/** The details of a worker. */
export const WorkerPeek = ({ worker, actions }: { worker: Worker; actions: Action[] }) => (
  <PanelContent
    title={<Name>{worker.id}</Name>}
    note={<p className="text-sm text-ink-2">{words.statuses[worker.status]}</p>}
    actions={<ActionButtons name={worker.id} actions={actions} />}
  >
    <Facts>
      <Fact name={words.running}>{worker.running}</Fact>
      <Fact name={words.load}>{worker.load}</Fact>
      <Fact name={words.heartbeat}>
        {/* No change tells of a heartbeat: an online worker's last one is seconds ago. */}
        {worker.status === 'online' ? words.justNow : <Ago at={worker.last_heartbeat * 1_000} />}
      </Fact>
      <Fact name={words.connection}>{worker.type === 'http' ? worker.url : words.asks}</Fact>
      <Fact name={words.services} isCode>
        {worker.services.map((service) => (
          <div key={service}>{service}</div>
        ))}
      </Fact>
    </Facts>
  </PanelContent>
)
