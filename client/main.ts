import { saveDrafts } from './autosave.js';
import { computeWhileTyping } from './computed.js';
import { followReader } from './contents.js';
import { copyLinks } from './copy-link.js';
import { countCharacters } from './counter.js';
import { preventDoubleSubmit } from './double-submit.js';
import { focusErrorSummary } from './error-summary.js';
import { takeOverLastYear } from './last-year.js';
import { showPerson } from './person.js';
import { insertPhrases } from './phrases.js';
import { refreshProgress } from './refresh.js';
import { revealTargets } from './reveal.js';

// Comforts only: every page works without them.
focusErrorSummary();
preventDoubleSubmit();
computeWhileTyping();
countCharacters();
takeOverLastYear();
insertPhrases();
revealTargets();
refreshProgress();
saveDrafts();
followReader();
copyLinks();
showPerson();
