"""Makes the frozen databases this cloud's own: the admin's password and the catalogue's address."""
from urllib.parse import urlsplit

import bcrypt
import pymysql
import yaml

with open("/run/devcloud/clouds.yaml") as file:
    auth = yaml.safe_load(file)["clouds"]["devcloud"]["auth"]
address = urlsplit(auth["auth_url"]).hostname
# Keystone's own format (bcrypt, the cheapest rounds, as keystone.conf says).
password_hash = bcrypt.hashpw(auth["password"].encode(), bcrypt.gensalt(4)).decode()

with pymysql.connect(user="root", unix_socket="/run/mysqld/mysqld.sock", database="keystone") as connection:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE password SET password_hash = %s"
                       " WHERE local_user_id = (SELECT id FROM local_user WHERE name = 'admin')", (password_hash,))
        cursor.execute("UPDATE endpoint SET url = REGEXP_REPLACE(url, '^http://[0-9.]+:', %s)", (f"http://{address}:",))
    connection.commit()
