import * as z from 'zod'
import { MaintenanceId, MaintenanceTask } from '../model/maintenance.ts'
import { access } from './base.ts'

export const maintenance = {
  list: access('viewer', 'system')
    .route({
      method: 'GET',
      path: '/maintenance',
      tags: ['System'],
      summary: 'List maintenance tasks with their last and next runs',
    })
    .output(z.array(MaintenanceTask)),
  run: access('admin', 'system')
    .route({
      method: 'POST',
      path: '/maintenance/{id}/run',
      tags: ['System'],
      summary: 'Run a maintenance task now. Responds once the task has started, or is queued behind another',
    })
    .input(z.object({ id: MaintenanceId }))
    .output(MaintenanceTask),
}
