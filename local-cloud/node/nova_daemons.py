"""Nova's daemons, imported together (see forker.py) and without the pauses that suit a data centre."""
import nova.cmd.compute
import nova.cmd.conductor
import nova.cmd.scheduler
import nova.conductor.api
import nova.servicegroup.api

# Seconds until a daemon first reports that it is up; everyone waits for that report.
nova.servicegroup.api.INITIAL_REPORTING_DELAY = 0
# nova-compute asks for a conductor that starts beside it: for one second at a time, not for ten.
nova.conductor.api.API.wait_until_ready.__defaults__ = (1, 120)

compute = nova.cmd.compute.main
conductor = nova.cmd.conductor.main
scheduler = nova.cmd.scheduler.main
