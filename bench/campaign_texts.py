"""The words of the generated campaigns: comments, descriptions, sentences, and their workspace file."""

WORKSPACE = """# Escrito por bench/generate.py.
version: 1
timezone: America/Bogota
lines:
  cartera:
    gateway: contacto
    login: ${CONTACTO_LOGIN}
    token: ${CONTACTO_TOKEN}
    number: "573005202020"
    rate: 400/hour
  promociones:
    gateway: contacto
    login: ${CONTACTO_LOGIN}
    token: ${CONTACTO_TOKEN}
    number: "573005202121"
  equipo:
    gateway: setapp
    client: ${SETAPP_CLIENT}
    token: ${SETAPP_TOKEN}
    number: "573123252394"
    endpoints:
      message: ${SETAPP_MESSAGE_URL}
      group: ${SETAPP_GROUP_URL}
      group_message: ${SETAPP_GROUP_MESSAGE_URL}
      group_file: ${SETAPP_GROUP_FILE_URL}
  bodega:
    gateway: setapp
    client: ${SETAPP_CLIENT}
    token: ${SETAPP_TOKEN}
    number: "573123252395"
    endpoints:
      message: ${SETAPP_MESSAGE_URL}
      group: ${SETAPP_GROUP_URL}
      group_message: ${SETAPP_GROUP_MESSAGE_URL}
      group_file: ${SETAPP_GROUP_FILE_URL}
sending:
  hours: 08:00-18:00
  days: [mon, tue, wed, thu, fri, sat]
  holidays: CO
"""

REMARKS = [
    "# Pedido por mercadeo; revisar con servicio antes de cambiar el texto.",
    "# La lista sale del CRM cada noche.",
    "# No subir la revisión sin hablar con cartera: vuelve a enviar a todos.",
    "# Aprobado en el comité del martes ✅",
    "# Los precios los confirma la dirección comercial.",
    "# Ojo: la plantilla la administra la agencia.",
]

DESCRIPTIONS = [
    "Recordatorio para clientes de la región",
    '"Campaña de temporada: clientes frecuentes"',
    "'Aviso a quienes compraron «en línea»'",
    "Comunicación mensual 📣 a clientes",
    '"Mensaje de servicio, no publicitario"   # lo pidió jurídica',
]

GREETINGS = ["¿cómo vas?", "buen día ☀️", "te escribe tu equipo:", "¡gracias por tu confianza! 🙌"]

SENTENCES = [
    "Queremos contarte que ya tenemos todo listo para ti.",
    "Puedes pasar por la tienda de lunes a viernes.",
    "Si prefieres, lo llevamos hasta la puerta de tu casa 🏠",
    "El horario de atención es de 8 a. m. a 5 p. m.",
    "Recuerda llevar tu cédula y el número de la factura.",
    "Con *tu código* tienes el envío gratis este mes 🎁",
    "_La promoción aplica hasta agotar existencias._",
    "¿Tienes dudas? Respóndenos por aquí y te ayudamos.",
    "También estamos en la línea de atención, opción 2.",
    "Guarda este número para ver nuestros avisos.",
    "Mañana te enviamos el número de la guía 🚚",
    "Para no recibir más mensajes escribe *BAJA*.",
]

ATTACHMENTS = [
    "    image: https://cdn.example.com/campanas/afiche-{}.png",
    "    image: https://cdn.example.com/campanas/mapa-de-tiendas-{}.jpg",
    "    document: https://cdn.example.com/campanas/guia-de-uso-{}.pdf",
]
