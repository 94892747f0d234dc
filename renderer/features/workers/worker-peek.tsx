import type { Worker } from '../../../shared/model/worker.ts'
import { Name } from '../../ui/name.tsx'
import { Fact, Facts } from '../../ui/panel/facts.tsx'
import { PanelContent } from '../../ui/panel/side-panel.tsx'
import type { Action } from '../../ui/table/action.ts'
import { ActionButtons } from '../../ui/table/action-buttons.tsx'
import { words } from './peek/words.ts'
import { LastHeartbeat, statusWord } from './status.tsx'

/** The details of a worker. */
export const WorkerPeek = ({ worker, actions }: { worker: Worker; actions: Action[] }) => (
  <PanelContent
    title={<Name>{worker.id}</Name>}
    note={<p className="text-sm text-ink-2">{statusWord(worker)}</p>}
    actions={<ActionButtons name={worker.id} actions={actions} />}
  >
    <Facts>
      <Fact name={words.running}>{worker.running}</Fact>
      <Fact name={words.load}>{worker.load}</Fact>
      <Fact name={words.heartbeat}>
        <LastHeartbeat worker={worker} />
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
