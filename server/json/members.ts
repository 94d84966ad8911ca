// The server's name for it: browser and server edit JSON text by the same rules.
export { editMembers, elementTexts, memberTexts } from '#contract/json-members';
