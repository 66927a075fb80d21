"""Creates the services' databases."""
import pymysql

NAMES = ("keystone", "placement", "glance", "neutron", "nova", "nova_api", "nova_cell0")

with pymysql.connect(user="root", unix_socket="/run/mysqld/mysqld.sock") as connection:
    for name in NAMES:
        connection.cursor().execute(f"CREATE DATABASE IF NOT EXISTS {name} CHARACTER SET utf8mb3")
