import './styles.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { queryClient } from './api/client.ts'
import { connect } from './api/connection.ts'
import { followChanges } from './api/live.ts'
import { App } from './app.tsx'
import { loadWhenIdle } from './load-later.tsx'
import { followPanelWidth } from './panel-width.ts'
import { followPreferences } from './preferences.ts'
import { followTheme } from './theme.ts'
import { setKeyChanges } from './ui/key-map.ts'

followTheme()
followPreferences(setKeyChanges)
followPanelWidth()
followChanges()
connect()

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
)

void loadWhenIdle()
