import { announceSetup } from '../accounts/setup/routes.js';
import { readConfig } from '../config.js';
import { startPortal } from '../main.js';
import { runPortal } from './run.js';

// npm start: the portal as the federation runs it.
await runPortal(() => startPortal(readConfig(), { prepare: announceSetup }));
