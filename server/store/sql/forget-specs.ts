/** `spec` of a tag job once all that it wrote was erased: its keys and values were theirs. */
const ERASED_SPEC = '{"erased":true}';

/**
 * Takes keys and values out of tag jobs that ended and wrote nothing that is still there. One that failed everywhere
 * keeps them: it wrote nothing, and can be tried again.
 */
export const FORGET_SPECS = `UPDATE chatkeep.jobs SET spec = '${ERASED_SPEC}'
  WHERE kind = 'tag' AND ended IS NOT NULL AND (changed > 0 OR failed = 0)
    AND spec <> '${ERASED_SPEC}' AND spec NOT LIKE '{"undo":%'
    AND NOT EXISTS (SELECT 1 FROM chatkeep.job_items i WHERE i.job = jobs.id AND i.written IS NOT NULL)`;
