// The Pulumi SDK takes a stack trace for every output property; without a limit that is most of the
// run time of a test that registers many resources.
if (!process.env["KEEP_STACK_TRACES"]) Error.stackTraceLimit = 0;
