"""Maps the compute node to its cell as soon as nova-compute has written its record."""
import subprocess
import sys
import time

import pymysql


def compute_node_is_known():
    with pymysql.connect(user="root", unix_socket="/run/mysqld/mysqld.sock", database="nova") as connection:
        with connection.cursor() as cursor:
            cursor.execute("SELECT COUNT(*) FROM compute_nodes")
            return cursor.fetchone()[0] > 0


for _ in range(600):
    if compute_node_is_known():
        subprocess.run(["nova-manage", "cell_v2", "discover_hosts"], check=True)
        sys.exit(0)
    time.sleep(0.2)
sys.exit("nova-compute wrote no compute node in 120 s")
