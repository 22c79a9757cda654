"""JupyterHub on one server, with this course pre-installed: see README.md beside this file.

Everything that differs from place to place is an environment variable, so that this file can be
used as it is, and is the one that load_test.py starts.
"""

import os
import subprocess
from pathlib import Path

c = get_config()  # noqa: F821 — JupyterHub puts it here

# The students' copy: the folder that "alliance release" made.
COURSE = Path(os.environ["ALLIANCE_COURSE"]).resolve()
FOLDER = "alliance-course"


def hand_out(spawner):
    """Copy the course into the student's home once; what they have written stays."""
    name = spawner.user.name
    home = Path(getattr(spawner, "home_dir", "") or Path("~" + name).expanduser())
    target = home / FOLDER
    if os.path.lexists(target):
        return
    copy = ["cp", "-r", "--no-preserve=mode,ownership", str(COURSE), str(target)]
    if os.geteuid() == 0 and not os.environ.get("ALLIANCE_HUB_TEST"):
        # As the student: root must not write where a student can put a link in the way.
        copy = ["runuser", "-u", name, "--", *copy]
    else:
        home.mkdir(parents=True, exist_ok=True)
    subprocess.run(copy, check=True)


c.Spawner.pre_spawn_hook = hand_out
c.Spawner.default_url = f"/lab/tree/{FOLDER}/notebooks/00-start-here.ipynb"

# SystemdSpawner sets the limits; a lesson with its kernel needs about 300 MB, see README.md.
c.Spawner.mem_limit = os.environ.get("ALLIANCE_HUB_MEMORY", "1G")
c.Spawner.cpu_limit = float(os.environ.get("ALLIANCE_HUB_CPUS", "1"))
c.Spawner.start_timeout = c.Spawner.http_timeout = 300  # a whole class comes in one minute

c.JupyterHub.bind_url = os.environ.get("ALLIANCE_HUB_URL", "http://127.0.0.1:8000")
c.ConfigurableHTTPProxy.command = os.environ.get("ALLIANCE_HUB_PROXY", "configurable-http-proxy")
c.Authenticator.admin_users = set(os.environ.get("ALLIANCE_HUB_ADMINS", "").split())

# A server that nobody uses is stopped after half an hour; its files stay.
c.Spawner.args = [
    "--ServerApp.shutdown_no_activity_timeout=1800",
    "--MappingKernelManager.cull_idle_timeout=1200",
    # Where twenty kernels start at once, one waits longer than the usual minute for its turn.
    "--MappingKernelManager.kernel_info_timeout=300",
]

if os.environ.get("ALLIANCE_HUB_TEST"):
    # Made-up students on one machine, for load_test.py only: anyone may come in.
    c.JupyterHub.authenticator_class = "dummy"
    c.Authenticator.allow_all = True
    c.JupyterHub.spawner_class = "simple"
    c.SimpleLocalProcessSpawner.home_dir_template = os.environ["ALLIANCE_HUB_TEST"] + "/{username}"
    c.Spawner.args = [*c.Spawner.args, "--allow-root"]
    c.JupyterHub.load_roles = [
        {
            "name": "test",
            "scopes": ["admin:users", "admin:servers", "access:servers"],
            "services": ["test"],
        }
    ]
    c.JupyterHub.services = [{"name": "test", "api_token": os.environ["ALLIANCE_HUB_TOKEN"]}]
else:
    # Accounts of the server itself (PAM); put your school's sign-on here instead.
    c.JupyterHub.authenticator_class = "pam"
    c.JupyterHub.spawner_class = "systemdspawner.SystemdSpawner"
    c.SystemdSpawner.isolate_tmp = True
    c.SystemdSpawner.disable_user_sudo = True
    # Who may come in: the members of a group of the server.
    c.PAMAuthenticator.allowed_groups = {os.environ.get("ALLIANCE_HUB_GROUP", "students")}
