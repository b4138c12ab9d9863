// The only side effects of the client: texts, session, theme, and the first render.
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { connection } from './connection/browser-connection.ts';
import { isWallLink } from './connection/session.ts';
import { startI18n } from './i18n/i18n.ts';
import { useSession } from './store/session-store.ts';

startI18n();
useSession.subscribe(({ serverTime }, before) => {
  if (serverTime !== undefined && serverTime !== before.serverTime) connection.tellTime(serverTime);
});
void useSession.getState().read();
// A wall's link put into the address of a page that is already open changes nothing but the part after the mark.
window.addEventListener('hashchange', () => isWallLink() && location.reload());

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
