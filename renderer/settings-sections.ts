/** The sections of Settings in their order, and what else finds them in the palette. */
export const settingsSections = {
  runs: { title: 'Runs', more: 'parallel awake sleep' },
  automatic: { title: 'Automatic runs', more: 'pause schedules triggers' },
  notifications: { title: 'Notifications', more: 'failure tell me' },
  keys: { title: 'Keys', more: 'keyboard shortcuts single letters' },
  secrets: { title: 'Secrets', more: 'passwords tokens' },
  address: { title: 'Web addresses and REST', more: 'port api webhook' },
  environment: { title: 'Environment', more: 'login shell path variables' },
  maintenance: { title: 'Maintenance', more: 'backup cleanup retention' },
  advanced: { title: 'Advanced', more: 'sample cpu memory idempotency' },
}

export type SettingsSection = keyof typeof settingsSections
